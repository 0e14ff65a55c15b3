import { Injectable, type Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { Representation } from '../http/representation.js';
import { openApiDocument, type OpenApiDocument } from './openapi-document.js';
import { routesOf, type Route } from './route-table.js';

/** Version of the API; goes up when callers must, or may, do something differently. */
const apiVersion = '1.0.0';

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

  document(): OpenApiDocument {
    return openApiDocument(this.routes(), apiVersion);
  }

  /** The document as it goes out, made once: routes don't change while the service runs. */
  representation(): Representation {
    this.made ??= new Representation(
      `${JSON.stringify(this.document(), null, 2)}\n`,
      'application/json',
    );
    return this.made;
  }
}

function isType(metatype: unknown): metatype is Type {
  return typeof metatype === 'function';
}
