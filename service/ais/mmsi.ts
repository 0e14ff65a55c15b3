/** Maritime Mobile Service Identity: nine digits, leading zeros kept (ITU-R M.585-9). */
export type Mmsi = string & { readonly __brand: 'Mmsi' };
