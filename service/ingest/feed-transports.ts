import { Injectable } from '@nestjs/common';

import { PortsService } from '../ports/ports.service.js';
import type { Feed } from './feed.js';
import { FeedStatusService } from './feed-status.service.js';
import { TcpClientFeed } from './feeds/tcp-client.feed.js';
import { TcpServerFeed } from './feeds/tcp-server.feed.js';
import type { FeedTransport } from './feeds/transport.js';
import { UdpFeed } from './feeds/udp.feed.js';
import { Intake } from './intake.js';
import { LeaseRepository } from './lease.repository.js';
import { SimulatorFeed } from './simulator/simulator-feed.js';

/** Makes what reads a feed. */
@Injectable()
export class FeedTransports {
  constructor(
    private readonly intake: Intake,
    private readonly leases: LeaseRepository,
    private readonly status: FeedStatusService,
    private readonly ports: PortsService,
  ) {}

  /** @returns `null` for HTTP feeds, which are posted to. */
  create(feed: Feed): FeedTransport | null {
    const { intake, leases } = this;
    switch (feed.config.kind) {
      case 'tcp-server':
        return new TcpServerFeed(feed, intake);
      case 'tcp-client':
        return new TcpClientFeed(feed, intake, { leases, holder: this.status.processId });
      case 'udp':
        return new UdpFeed(feed, intake);
      case 'simulator':
        return new SimulatorFeed(feed, intake, this.ports);
      case 'http':
        return null;
    }
  }
}
