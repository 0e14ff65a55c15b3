import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ts from 'typescript';

/** Where a type is declared. */
export interface TypeSource {
  readonly file: string;
  readonly name: string;
  /** The field whose type is that of the kind's `spec`, where `name` is a list of kinds. */
  readonly field?: string;
}

/** What a name may stand for. */
export type Declaration =
  ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.EnumDeclaration | ts.ClassDeclaration;

/** Where a name of a file is declared: here, or in another file under another name. */
interface Names {
  readonly declared: Map<string, Declaration>;
  readonly elsewhere: Map<string, TypeSource>;
}

/** A declaration, and where it was found. */
interface Found {
  readonly node: Declaration;
  readonly file: string;
  readonly name: string;
}

/** Finds what names stand for, across the files that import them. */
export class Declarations {
  private readonly names = new Map<string, Names>();

  /** @param core declarations of Kubernetes' own kinds */
  constructor(private readonly core: string) {}

  /** @throws Error when the file neither declares nor imports the name */
  find(file: string, name: string): Found {
    const names = this.namesOf(file);
    const node = names.declared.get(name);
    if (node !== undefined) return { node, file, name };
    // cdk8s' name for the metadata of an object.
    if (name === 'ApiObjectMetadata') return this.find(this.core, 'ObjectMeta');
    const other = names.elsewhere.get(name);
    if (other === undefined) throw new Error(`${file} declares no ${name}`);
    return this.find(other.file, other.name);
  }

  private namesOf(file: string): Names {
    const known = this.names.get(file);
    if (known !== undefined) return known;
    const source = ts.createSourceFile(
      file,
      readFileSync(file, 'utf8'),
      ts.ScriptTarget.ES2023,
      true,
    );
    const names: Names = { declared: new Map(), elsewhere: new Map() };
    for (const statement of source.statements) collect(statement, file, names);
    this.names.set(file, names);
    return names;
  }
}

function isDeclaration(statement: ts.Statement): statement is Declaration {
  return (
    ts.isInterfaceDeclaration(statement) ||
    ts.isEnumDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement) ||
    ts.isClassDeclaration(statement)
  );
}

function collect(statement: ts.Statement, file: string, names: Names): void {
  if (isDeclaration(statement)) {
    if (statement.name !== undefined) names.declared.set(statement.name.text, statement);
  } else if (ts.isImportDeclaration(statement)) {
    collectImports(statement, file, names);
  } else if (ts.isExportDeclaration(statement)) {
    collectExports(statement, file, names);
  }
}

function collectImports(statement: ts.ImportDeclaration, file: string, { elsewhere }: Names): void {
  const bindings = statement.importClause?.namedBindings;
  if (bindings === undefined || !ts.isNamedImports(bindings)) return;
  const from = moduleFile(file, literal(statement.moduleSpecifier));
  if (from === null) return;
  for (const { name, propertyName } of bindings.elements) {
    elsewhere.set(name.text, { file: from, name: (propertyName ?? name).text });
  }
}

/** Of the exports only those that give a declaration another name. */
function collectExports(statement: ts.ExportDeclaration, file: string, { elsewhere }: Names): void {
  const clause = statement.exportClause;
  if (clause === undefined || !ts.isNamedExports(clause)) return;
  for (const { name, propertyName } of clause.elements) {
    if (propertyName !== undefined && propertyName.text !== name.text) {
      elsewhere.set(name.text, { file, name: propertyName.text });
    }
  }
}

/** The declarations that an import means; `null` when it has none that a schema needs. */
function moduleFile(from: string, specifier: string): string | null {
  const base = specifier.startsWith('.')
    ? join(dirname(from), specifier.replace(/\.js$/, ''))
    : resolve('node_modules', specifier);
  return [`${base}.d.ts`, join(base, 'index.d.ts')].find((path) => existsSync(path)) ?? null;
}

/**
 * The text of a literal.
 * @throws Error when it is none
 */
export function literal(node: ts.Node | undefined): string {
  if (node !== undefined && ts.isStringLiteralLike(node)) return node.text;
  throw new Error(`a literal that is no text: ${node?.getText() ?? 'none'}`);
}
