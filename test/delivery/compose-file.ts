import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const serviceSchema = z.object({
  image: z.string(),
  build: z.string().optional(),
  user: z.string().optional(),
  command: z.array(z.string()).default([]),
  environment: z.record(z.string(), z.string()).default({}),
  secrets: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z
    .object({ disable: z.boolean().optional(), test: z.array(z.string()).optional() })
    .optional(),
  restart: z.string(),
  read_only: z.boolean().default(false),
  privileged: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  mem_limit: z.string().optional(),
  cpus: z.number().optional(),
});

const composeSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  volumes: z.record(z.string(), z.null()),
  secrets: z.record(z.string(), z.object({ file: z.string() })),
});

/** The parts of docker-compose.yml that the tests look at, with merged keys in place. */
export type Compose = z.output<typeof composeSchema>;

/**
 * Reads docker-compose.yml in the working directory.
 * @throws ZodError where it is not of the expected form
 */
export function readCompose(): Compose {
  return composeSchema.parse(parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }));
}
