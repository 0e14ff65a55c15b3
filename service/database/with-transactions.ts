import { DataSource } from 'typeorm';
import { EventBus } from '../events/event-bus.js';
import { connectionOptions } from './data-source.js';
import { Transactions } from './transactions.js';

/** For a command beside the service: processes that run find on the stream what it tells of. */
class NobodysBus extends EventBus {
  override publish(): void {
    // Nobody listens in this process.
  }

  override subscribe(): () => void {
    return () => undefined;
  }
}

/**
 * Does something with the database of an address from the command line, by the services that the
 * running application uses.
 * @param name shown in `pg_stat_activity`.
 */
export async function withTransactions<T>(
  url: string,
  name: string,
  work: (transactions: Transactions) => Promise<T>,
): Promise<T> {
  const dataSource = new DataSource(connectionOptions({ url, poolSize: 1, applicationName: name }));
  await dataSource.initialize();
  try {
    return await work(new Transactions(dataSource, new NobodysBus()));
  } finally {
    await dataSource.destroy();
  }
}
