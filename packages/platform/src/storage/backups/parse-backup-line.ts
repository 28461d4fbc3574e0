import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { BackupInvalidError } from '../errors.js';
import type { RowBatch, TableDigest, TableShape } from './row-source.js';

const Shape = Type.Object({
  name: Type.String({ minLength: 1 }),
  key: Type.Array(Type.String(), { minItems: 1 }),
  columns: Type.Array(Type.String(), { minItems: 1 }),
});

const Header = Type.Object({
  format: Type.Literal('stagedoor-backup'),
  formatVersion: Type.Integer({ minimum: 1 }),
  migration: Type.String(),
  createdAt: Type.Integer(),
  tables: Type.Array(Shape),
});

const Batch = Type.Object({
  table: Type.String(),
  rows: Type.Array(Type.Array(Type.Union([Type.String(), Type.Integer(), Type.Null()]))),
});

const Trailer = Type.Object({
  end: Type.Literal(true),
  tables: Type.Array(
    Type.Object({ name: Type.String(), rows: Type.Integer(), sha256: Type.String() }),
  ),
  sha256: Type.String(),
});

/** The first line of a backup. */
export interface BackupHeader {
  readonly formatVersion: number;
  readonly migration: string;
  /** Unix seconds. */
  readonly createdAt: number;
  readonly tables: readonly TableShape[];
}

/** The last line of a backup. */
export interface BackupTrailer {
  readonly tables: readonly TableDigest[];
  /** Over all bytes before this line. */
  readonly sha256: string;
}

/** A line of a backup, told apart by its kind. */
export type BackupLine =
  | { readonly kind: 'header'; readonly header: BackupHeader }
  | { readonly kind: 'batch'; readonly batch: RowBatch }
  | { readonly kind: 'trailer'; readonly trailer: BackupTrailer };

const checks = { header: Compile(Header), batch: Compile(Batch), trailer: Compile(Trailer) };

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new BackupInvalidError('the file is no backup, or was altered: a line is no JSON', {
      cause: error,
    });
  }
}

/** One line. Throws `backup_invalid`. */
export function parseBackupLine(text: string): BackupLine {
  const value = parseJson(text);
  if (checks.batch.Check(value)) return { kind: 'batch', batch: value };
  if (checks.header.Check(value)) return { kind: 'header', header: value };
  if (checks.trailer.Check(value)) return { kind: 'trailer', trailer: value };
  throw new BackupInvalidError(
    'the file is no backup, or was altered: a line is not as we write it',
  );
}
