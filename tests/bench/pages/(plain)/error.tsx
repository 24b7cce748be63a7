'use client'

export { default } from '@/app/(latchkey)/error'
