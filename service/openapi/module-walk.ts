import type { Type } from '@nestjs/common';
import { MODULE_METADATA } from '@nestjs/common/internal';

/**
 * The controllers of a module and of everything that it imports, without making any of them: the
 * document of the API can be written where there is no database.
 * @param root a module class, or a dynamic module.
 */
export function controllersOf(root: unknown): Type[] {
  const controllers = new Set<Type>();
  visit(root, new Set(), controllers);
  return [...controllers];
}

function visit(module: unknown, seen: Set<unknown>, controllers: Set<Type>): void {
  if (module === null || module === undefined || seen.has(module)) {
    return;
  }
  seen.add(module);
  for (const controller of listed(module, MODULE_METADATA.CONTROLLERS)) {
    if (isType(controller)) {
      controllers.add(controller);
    }
  }
  for (const imported of listed(module, MODULE_METADATA.IMPORTS)) {
    visit(imported, seen, controllers);
  }
  // A dynamic module adds to what its class says.
  if (typeof module === 'object' && 'module' in module) {
    visit(module.module, seen, controllers);
  }
}

function listed(module: unknown, key: string): unknown[] {
  const value: unknown =
    typeof module === 'function'
      ? Reflect.getMetadata(key, module)
      : Reflect.get(Object(module), key);
  return Array.isArray(value) ? value : [];
}

function isType(value: unknown): value is Type {
  return typeof value === 'function';
}
