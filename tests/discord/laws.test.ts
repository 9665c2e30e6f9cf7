/** The laws of the platform interface, over Discord. */
import { describe } from 'vitest';
import { runLaws } from '../platforms/laws.ts';
import { openDiscord } from './harness.ts';

describe('Discord', () => runLaws(() => openDiscord()));
describe('Discord, where private messages come without a channel type', () =>
  runLaws(() => openDiscord({ server: { withoutChannelType: true } })));
