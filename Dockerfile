# syntax=docker/dockerfile:1
# The server, its command line and its migrations. Builds without any secret and runs without any
# right: not as root, on a file system nobody can write to. See docs/operations.md, "Containers".

FROM node:24.13.0-bookworm-slim AS build
WORKDIR /latchkey
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN node scripts/run/build.mjs && node scripts/operate/release.mjs /release

FROM node:24.13.0-bookworm-slim
ENV NODE_ENV=production PORT=3000
WORKDIR /latchkey
COPY --from=build /release ./
USER node
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "scripts/run/health-check.mjs"]
CMD ["node", "--max-old-space-size=384", "scripts/run/start.mjs"]
