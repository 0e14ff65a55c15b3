import ts from 'typescript';
import { type Declaration, Declarations, literal } from './declarations.js';

/** A JSON schema, as far as it is made here. */
export type Schema = Readonly<Record<string, unknown>>;

const ANYTHING: Schema = {};
/** The API server's pattern of a quantity (k8s.io/apimachinery/pkg/api/resource). */
const QUANTITY = '^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$';
const quantity: Schema = { anyOf: [{ type: 'string', pattern: QUANTITY }, { type: 'number' }] };
const intOrString: Schema = { anyOf: [{ type: 'integer' }, { type: 'string' }] };

/** Types that a declaration does not tell enough of, by their name. */
const wellKnown: Readonly<Record<string, Schema>> = {
  Date: { type: 'string' },
  Quantity: quantity,
  IQuantity: quantity,
  IntOrString: intOrString,
  IIntOrString: intOrString,
  IJSON: ANYTHING,
};

const keywords: Readonly<Partial<Record<ts.SyntaxKind, Schema>>> = {
  [ts.SyntaxKind.StringKeyword]: { type: 'string' },
  [ts.SyntaxKind.NumberKeyword]: { type: 'number' },
  [ts.SyntaxKind.BooleanKeyword]: { type: 'boolean' },
  [ts.SyntaxKind.AnyKeyword]: ANYTHING,
  [ts.SyntaxKind.UnknownKeyword]: ANYTHING,
  [ts.SyntaxKind.ObjectKeyword]: { type: 'object' },
};

/**
 * Makes JSON schemas of TypeScript declarations: a field that the type does not have is an error,
 * one that it demands is required. It reads syntax only, so that a megabyte of declarations takes
 * a fraction of a second; what it does not understand it refuses.
 */
export class SchemaWriter {
  readonly definitions: Record<string, Schema> = {};
  private readonly sources;

  /** @param core declarations of Kubernetes' own kinds, of which custom resources use parts */
  constructor(private readonly core: string) {
    this.sources = new Declarations(core);
  }

  /** Refers to the schema of a type, which it makes when it is first asked for. */
  reference(file: string, name: string): Schema {
    const home = this.sources.find(file, name);
    const known = wellKnown[home.name] ?? wellKnown[name];
    if (known !== undefined) return known;
    // In a `$ref` the name may hold nothing that a URI escapes.
    const key = `${home.file}/${home.name}`.replaceAll(/[^A-Za-z0-9.]/g, '_');
    if (this.definitions[key] === undefined) {
      this.definitions[key] = ANYTHING;
      this.definitions[key] = this.ofDeclaration(home.node, home.file);
    }
    return { $ref: `#/definitions/${key}` };
  }

  private ofDeclaration(node: Declaration, file: string): Schema {
    if (ts.isTypeAliasDeclaration(node)) return this.ofType(node.type, file);
    // cdk8s makes a class of what may be a number or a text (limits of a custom resource).
    if (ts.isClassDeclaration(node)) return intOrString;
    if (ts.isEnumDeclaration(node)) {
      return { enum: node.members.map(({ initializer }) => literal(initializer)) };
    }
    const inherited = (node.heritageClauses ?? [])
      .flatMap((clause) => clause.types)
      .filter(({ expression }) => expression.getText() !== 'TypeMeta')
      .map(({ expression }) => this.inherited(file, expression.getText()));
    return merged([...inherited, this.ofMembers(node.members, file)]);
  }

  /** The schema of what an interface extends, by itself or by another name. */
  private inherited(file: string, name: string): Schema {
    const parent = this.sources.find(file, name);
    if (ts.isInterfaceDeclaration(parent.node)) return this.ofDeclaration(parent.node, parent.file);
    if (ts.isTypeAliasDeclaration(parent.node) && ts.isTypeReferenceNode(parent.node.type)) {
      return this.inherited(parent.file, parent.node.type.typeName.getText());
    }
    throw new Error(`${file}: ${name} cannot be extended`);
  }

  private ofMembers(members: readonly ts.TypeElement[], file: string): Schema {
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const member of members) {
      if (ts.isIndexSignatureDeclaration(member)) {
        return { type: 'object', additionalProperties: this.ofType(member.type, file) };
      }
      if (!ts.isPropertySignature(member) || member.type === undefined) {
        throw new Error(`${file}: a member that is no property: ${member.getText()}`);
      }
      const name = nameOnTheWire(member);
      properties[name] = this.ofType(member.type, file);
      // Of the object itself they are demanded by the validator; parts that have them may omit them.
      const isTypeMeta = name === 'apiVersion' || name === 'kind';
      if (member.questionToken === undefined && !isTypeMeta) required.push(name);
    }
    return { type: 'object', properties, required, additionalProperties: false };
  }

  private ofType(node: ts.TypeNode, file: string): Schema {
    const keyword = keywords[node.kind];
    if (keyword !== undefined) return keyword;
    if (ts.isParenthesizedTypeNode(node)) return this.ofType(node.type, file);
    if (ts.isTypeOperatorNode(node)) return this.ofType(node.type, file);
    if (ts.isArrayTypeNode(node)) {
      return { type: 'array', items: this.ofType(node.elementType, file) };
    }
    if (ts.isLiteralTypeNode(node)) return { const: literal(node.literal) };
    if (ts.isUnionTypeNode(node)) {
      return { anyOf: node.types.map((type) => this.ofType(type, file)) };
    }
    if (ts.isTypeLiteralNode(node)) return this.ofMembers([...node.members], file);
    if (ts.isTypeReferenceNode(node)) return this.ofReference(node, file);
    throw new Error(`${file}: a type that no schema is made of: ${node.getText()}`);
  }

  /** The generic types of the language itself; `null` for another name. */
  private ofGeneric(name: string, node: ts.TypeReferenceNode, file: string): Schema | null {
    const last = node.typeArguments?.at(-1);
    if (last === undefined) return null;
    const argument = this.ofType(last, file);
    switch (name) {
      case 'Array':
      case 'ReadonlyArray':
        return { type: 'array', items: argument };
      case 'Readonly':
        return argument;
      case 'Record':
        return { type: 'object', additionalProperties: argument };
      default:
        return null;
    }
  }

  private ofReference(node: ts.TypeReferenceNode, file: string): Schema {
    // `k8s.Affinity`: the namespace is that of the package which the aliases name.
    const name = node.typeName.getText().replace(/^k8s\./, '');
    const home = name === node.typeName.getText() ? file : this.core;
    return this.ofGeneric(name, node, file) ?? wellKnown[name] ?? this.reference(home, name);
  }
}

/** cdk8s renames fields (clusterIP to clusterIp) and notes the name that the API knows. */
function nameOnTheWire(member: ts.PropertySignature): string {
  const tag = ts.getJSDocTags(member).find(({ tagName }) => tagName.text === 'schema');
  const noted = ts.getTextOfJSDocComment(tag?.comment)?.split('#')[1]?.trim();
  if (noted !== undefined && noted !== '') return noted;
  return ts.isStringLiteral(member.name) ? member.name.text : member.name.getText();
}

function merged(schemas: readonly Schema[]): Schema {
  const [only] = schemas;
  if (schemas.length === 1 && only !== undefined) return only;
  const lists = (key: string) =>
    schemas.flatMap((schema) => (schema[key] as readonly string[] | undefined) ?? []);
  return {
    type: 'object',
    properties: Object.assign({}, ...schemas.map((schema) => schema['properties'])) as Schema,
    required: [...new Set(lists('required'))],
    additionalProperties: false,
  };
}
