// Answers, for each line of standard input that is the JSON of a text, with one line: the tables that PostgreSQL's own parser finds in it.
import { createInterface } from 'node:readline';
import { loadModule, parseSync } from 'libpg-query';

const writers = { InsertStmt: 'Insert', UpdateStmt: 'Update', DeleteStmt: 'Delete', MergeStmt: 'Merge' };

/** A table as the scanner writes it. */
const nameOf = (table) => (table.schemaname ? `${table.schemaname}.${table.relname}` : table.relname);

const columnsOf = (targets) => [...new Set((targets ?? []).map((one) => one.ResTarget.name))].sort();

class Statement {
  reads = new Set();
  writes = [];

  constructor(temporary) {
    this.temporary = temporary;
  }

  isPassing(table) {
    return this.temporary.has(table.relname) && (!table.schemaname || table.schemaname === 'pg_temp');
  }

  write(table, kind, columns, edits) {
    if (!this.isPassing(table)) this.writes.push(`${kind} ${nameOf(table)}(${columns === null ? '*' : columns.join(', ')})${edits ? ' in place' : ''}`);
  }

  /** Goes through a node; `common` are the names that `with` has put in sight. */
  walk(node, common) {
    if (Array.isArray(node)) {
      for (const one of node) this.walk(one, common);
      return;
    }
    if (node === null || typeof node !== 'object') return;
    for (const [key, value] of Object.entries(node)) this.enter(key, value, common);
  }

  enter(key, value, common) {
    if (key === 'RangeVar') {
      if (!(!value.schemaname && common.has(value.relname)) && !this.isPassing(value)) this.reads.add(nameOf(value));
      return;
    }
    if (key === 'LockingClause' || key === 'intoClause') return;
    if (value && typeof value === 'object' && (key === 'SelectStmt' || key === 'larg' || key === 'rarg' || key in writers)) {
      const inner = this.commonTables(value.withClause, common);
      if (key in writers) this.writer(key, value);
      const { withClause, relation, ...rest } = value;
      this.walk(rest, inner);
      return;
    }
    this.walk(value, common);
  }

  commonTables(clause, common) {
    if (!clause) return common;
    const names = clause.ctes.map((one) => one.CommonTableExpr.ctename);
    let seen = clause.recursive ? new Set([...common, ...names]) : common;
    for (const { CommonTableExpr: one } of clause.ctes) {
      this.walk(one.ctequery, seen);
      seen = new Set([...seen, one.ctename]);
    }
    return seen;
  }

  writer(key, value) {
    if (key === 'InsertStmt') {
      const conflict = value.onConflictClause;
      const updates = conflict?.action === 'ONCONFLICT_UPDATE';
      this.write(value.relation, 'Insert', value.cols ? columnsOf(value.cols) : null, updates);
      if (updates) this.write(value.relation, 'Update', columnsOf(conflict.targetList), true);
    } else if (key === 'UpdateStmt') {
      this.write(value.relation, 'Update', columnsOf(value.targetList), true);
    } else if (key === 'DeleteStmt') {
      this.write(value.relation, 'Delete', null, false);
    } else {
      const actions = value.mergeWhenClauses.map((one) => one.MergeWhenClause);
      const updates = actions.filter((one) => one.commandType === 'CMD_UPDATE').flatMap((one) => one.targetList);
      const moves = actions.some((one) => one.commandType === 'CMD_INSERT' || one.commandType === 'CMD_DELETE');
      this.write(value.relation, 'Merge', moves ? null : columnsOf(updates), updates.length > 0);
    }
  }

  top(key, value) {
    if (key === 'TruncateStmt') {
      for (const one of value.relations) this.write(one.RangeVar, 'Truncate', null, false);
      return 'Truncate';
    }
    if (key === 'CopyStmt') {
      if (value.query) this.walk(value.query, new Set());
      else if (value.is_from) this.write(value.relation, 'Copy', value.attlist ? value.attlist.map((one) => one.String.sval).sort() : null, false);
      else this.enter('RangeVar', value.relation, new Set());
      return 'Copy';
    }
    if (key === 'CreateStmt' || key === 'CreateTableAsStmt') {
      const table = value.relation ?? value.into.rel;
      if (value.query) this.walk(value.query, new Set());
      if (table.relpersistence === 't') this.temporary.add(table.relname);
      return table.relpersistence === 't' || !value.query ? 'Definition' : 'Making';
    }
    if (key === 'SelectStmt' || key in writers) {
      this.enter(key, value, new Set());
      const into = value.intoClause?.rel;
      if (into) {
        if (into.relpersistence !== 't') return 'Making';
        this.temporary.add(into.relname);
      }
      return key === 'SelectStmt' ? 'Query' : writers[key];
    }
    if (key === 'TransactionStmt') return 'Transaction';
    if (/^(Variable(Set|Show)|Lock|Notify|Listen|Unlisten|Vacuum|Discard|CheckPoint|Reindex)Stmt$/.test(key)) return 'Session';
    // Statements whose bodies or effects the scanner must not claim to know.
    if (/^(Do|Call|Execute|Prepare|DeclareCursor|Explain|Fetch|RefreshMatView|CreateFunction|CreateTrig|Rule|AlterDefaultPrivileges)Stmt$/.test(key)) return 'Opaque';
    return 'Definition';
  }
}

function answer(text) {
  try {
    const temporary = new Set();
    const statements = (parseSync(text).stmts ?? []).map(({ stmt }) => {
      const statement = new Statement(temporary);
      const [[key, value]] = Object.entries(stmt);
      const kind = statement.top(key, value);
      return { kind, reads: [...statement.reads].sort(), writes: statement.writes.sort() };
    });
    return { statements };
  } catch (error) {
    return { error: String(error.message ?? error) };
  }
}

await loadModule();
for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(answer(JSON.parse(line))));
