'use client'

export { default } from '@/app/(latchkey)/(app)/error'
