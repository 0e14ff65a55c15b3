import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { RedisConnections } from '../cache/redis-connections.js';
import { EventBus } from './event-bus.js';
import { LocalEventBus } from './local-event-bus.js';
import { RedisEventBus } from './redis-event-bus.js';
import { StreamFollower } from './stream-follower.js';
import { StreamReader } from './stream-reader.js';

/**
 * The bus, in process or through Redis, and the follower behind it. Needs `StreamReader` and
 * `RedisConnections` from global modules.
 */
@Global()
@Module({
  providers: [
    {
      provide: StreamFollower,
      inject: [StreamReader],
      // Started before any feature loads what it keeps in memory, so that nothing falls between.
      useFactory: async (reader: StreamReader) => {
        const follower = new StreamFollower(reader);
        await follower.start();
        return follower;
      },
    },
    {
      provide: EventBus,
      inject: [StreamFollower, RedisConnections],
      useFactory: (follower: StreamFollower, connections: RedisConnections): EventBus => {
        const publisher = connections.open('publish');
        const subscriber = connections.open('subscribe');
        return publisher === null || subscriber === null
          ? new LocalEventBus(follower)
          : new RedisEventBus(follower, publisher, subscriber);
      },
    },
  ],
  exports: [EventBus, StreamFollower],
})
export class EventsModule implements OnApplicationShutdown {
  constructor(private readonly follower: StreamFollower) {}

  onApplicationShutdown(): void {
    this.follower.stop();
  }
}
