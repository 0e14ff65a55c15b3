import { Injectable, type Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { Representation } from '../http/representation.js';
import { openApiText } from './openapi-document.js';
import { routesOf, type Route } from './route-table.js';

/** Describes the routes of the application it runs in. */
@Injectable()
export class OpenApiService {
  private made: Representation | null = null;

  constructor(private readonly modules: ModulesContainer) {}

  /** All routes of all controllers, also those that have no `@Operation`. */
  routes(): Route[] {
    const controllers = new Set<Type>();
    for (const module of this.modules.values()) {
      for (const { metatype } of module.controllers.values()) {
        if (isType(metatype)) {
          controllers.add(metatype);
        }
      }
    }
    return routesOf([...controllers]);
  }

  /** The document as it goes out, made once: routes don't change while the service runs. */
  representation(): Representation {
    this.made ??= new Representation(openApiText(this.routes()), 'application/json');
    return this.made;
  }
}

function isType(metatype: unknown): metatype is Type {
  return typeof metatype === 'function';
}
