import type { Platform } from './contract.js';
import { foreground } from './foreground.js';
import { http } from './http.js';
import { locks } from './locks.js';
import { log } from './log.js';
import { network } from './network.js';
import { openSocket } from './socket.js';
import { storage } from './storage.js';
import { timers } from './timers.js';
import { unique } from './unique.js';
import { upload } from './upload.js';

/** The platform that this variant was built for. */
export const platform: Platform = {
  http,
  openSocket,
  upload,
  storage,
  locks,
  network,
  foreground,
  timers,
  unique,
  log,
};
