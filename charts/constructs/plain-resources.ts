/** What a container asks for and may use, as custom resources take it: CPU and memory as quantities. */
export interface PlainResources {
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly cpu: string; readonly memory: string };
}
