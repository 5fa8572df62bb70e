import { Transport, nextTick, type TransportCtor } from 'engine.io-client';
import { type Packet, encodePacket } from 'engine.io-parser';
import type { OpenSocket, PlatformSocket } from '../platform/contract.js';

/**
 * The one transport of engine.io that the SDK uses: WebSocket frames over the platform's socket. Long polling and
 * WebTransport are left out of the bundles.
 */
export function transportOver(openSocket: OpenSocket): TransportCtor {
  return class SocketTransport extends Transport {
    private wire: PlatformSocket | null = null;

    override get name(): string {
      return 'websocket';
    }

    protected override doOpen(): void {
      try {
        this.wire = openSocket(this.createUri(this.opts.secure ? 'wss' : 'ws', this.query), {
          opened: () => this.onOpen(),
          received: (data) => this.receive(data),
          // The words of a close that came over the wire are the peer's, and may hold anything.
          closed: (code, reason) => this.closed(`websocket closed: ${code} ${code === abnormal ? reason : ''}`.trim()),
        });
      } catch (error) {
        const reason = error instanceof Error ? error.message : '';
        // engine.io listens to a transport only after `doOpen` has returned.
        nextTick(() => this.onError(`websocket refused: ${reason}`, error));
      }
    }

    protected override doClose(): void {
      this.wire?.close();
      this.wire = null;
    }

    protected override write(packets: Packet[]): void {
      this.writable = false;
      for (const packet of packets) encodePacket(packet, this.supportsBinary, (data) => this.wire?.send(data));
      // engine.io clears its buffer on `drain`, and must have returned from `write` before.
      nextTick(() => {
        this.writable = true;
        this.emitReserved('drain');
      });
    }

    /** engine.io takes the end of a transport that never opened for no event at all, unless it is an error. */
    private closed(description: string): void {
      this.wire = null;
      if (this.readyState === 'opening') this.onError(description, null);
      else this.onClose({ description });
    }

    /** A packet that engine.io can't read must not become an uncaught exception of the platform's socket. */
    private receive(data: string | ArrayBuffer): void {
      try {
        this.onData(data);
      } catch (error) {
        this.onError(malformed, error);
      }
    }
  };
}

/** The status of a close that no peer has sent (RFC 6455, 7.1.5): its reason is the platform's own. */
const abnormal = 1006;

/** The reason that engine.io gives for a connection that a malformed packet ended. */
export const malformed = 'malformed packet';
