/** The platforms that a config file can switch on, by the name of their section: a line each. */
import type { z } from 'zod';
import type { Platform } from '../chat/platform.ts';
import { discord, discordConfig } from './discord/index.ts';
import { matrixConfig, type MatrixOptions } from './matrix/config.ts';

export interface PlatformKind<C extends z.ZodObject = z.ZodObject> {
  /** The section of the config file. A key that holds a secret is marked by `.meta({ secret: true })`. */
  readonly config: C;
  open(config: z.infer<C>): Platform | Promise<Platform>;
}

/** Its SDK is loaded only where it is used: it is large, and one of its parts warns about itself. */
async function openMatrix(options: MatrixOptions): Promise<Platform> {
  process.noDeprecation = true;
  const { matrix } = await import('./matrix/index.ts');
  process.noDeprecation = false;
  return matrix(options);
}

export const platforms: Readonly<Record<string, PlatformKind>> = {
  discord: { config: discordConfig, open: discord },
  matrix: { config: matrixConfig, open: openMatrix },
};

/** The schemas of their sections. */
export const sections = Object.fromEntries(Object.entries(platforms).map(([name, { config }]) => [name, config]));
