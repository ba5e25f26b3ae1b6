/**
 * Text to syntax tree: {@link io.starlingdb.node.cql.parse.CqlParser} reads one statement.
 *
 * <p>{@code Lexer} cuts the text into {@code Tokens}; {@code TokenCursor} walks them, takes names and bind markers, and
 * remembers what would have been right at the furthest place; {@code SelectParser}, {@code ModificationParser}, {@code
 * SchemaParser} (with {@code TypeStatementParser} and {@code IndexParser}) and {@code DescribeParser} read one statement each with
 * {@code ExpressionParser}, {@code TypeParser} and {@code RelationParser}. It is a recursive descent with at most three tokens of lookahead and no backtracking, so the time is
 * linear in the text, and nesting is bounded. No schema is looked at here.
 *
 * <h2>Grammar</h2>
 *
 * Keywords are in capitals and match in any case. {@code [x]} may be absent, {@code {x}} may be repeated, {@code x,+} is
 * one or more separated by commas.
 *
 * <pre>{@code
 * statement     = ( select | insert | update | delete | batch | createKeyspace | alterKeyspace | dropKeyspace
 *                 | createTable | alterTable | dropTable | createType | alterType | dropType
 *                 | createIndex | dropIndex | truncate | use | describe ) [";"]
 *
 * select        = SELECT [JSON] [DISTINCT] ( "*" | selection,+ ) FROM table
 *                 [WHERE relations] [GROUP BY expression,+] [ORDER BY ordering,+]
 *                 [PER PARTITION LIMIT bound] [LIMIT bound] [ALLOW FILTERING]
 * selection     = expression [AS name]
 * ordering      = name [ASC | DESC]
 *
 * insert        = INSERT INTO table ( "(" name,+ ")" VALUES "(" expression,+ ")"
 *                                   | JSON expression [DEFAULT (NULL | UNSET)] )
 *                 [IF NOT EXISTS] [using]
 * update        = UPDATE table [using] SET assignment,+ WHERE relations [conditions]
 * assignment    = name ( "[" expression "]" | "." name ) "=" expression | name ( "=" | "+=" | "-=" ) expression
 * delete        = DELETE [deletion,+] FROM table [using] WHERE relations [conditions]
 * deletion      = name [ "[" expression "]" | "." name ]
 * using         = USING usage {AND usage}
 * usage         = ( TIMESTAMP | TTL | CONTEXT ) bound
 * conditions    = IF ( EXISTS | relations )
 * batch         = BEGIN [LOGGED | UNLOGGED | COUNTER] BATCH [using]
 *                 { (insert | update | delete) [";"] } APPLY BATCH
 *
 * relations     = relation {AND relation}
 * relation      = "(" relations ")"
 *               | "(" name,+ ")" ( comparison | in )
 *               | TOKEN "(" name,+ ")" comparison
 *               | name [ "[" expression "]" ] ( comparison | in | CONTAINS [KEY] expression
 *                                             | LIKE expression | IS NOT NULL )
 * comparison    = ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) expression
 * in            = IN ( marker | "(" [expression,+] ")" )
 *
 * expression    = product { ("+" | "-") product }
 * product       = element { ("*" | "/" | "%") element }
 * element       = "-" element | simple { "[" expression "]" | "[" [expression] ".." [expression] "]" | "." name }
 *                                                                     (parts only after a column)
 * simple        = marker | constant | list | set | map | tuple | hint | cast | call | name
 * bound         = marker | constant
 * list          = "[" [expression,+] "]"
 * set           = "{" [expression,+] "}"
 * map           = "{" (expression ":" expression),+ "}"
 * tuple         = "(" [expression,+] ")"
 * hint          = "(" type ")" element
 * cast          = CAST "(" expression AS type ")"
 * call          = ( [name "."] name | TOKEN ) "(" ( "*" | [expression,+] ) ")"
 * marker        = "?" | ":" name
 * constant      = string | ["-"] integer | ["-"] float | ["-"] duration | blob | uuid | TRUE | FALSE | NULL
 *               | ["-"] NAN | ["-"] INFINITY
 *
 * createKeyspace = CREATE KEYSPACE [IF NOT EXISTS] name WITH options
 * alterKeyspace = ALTER KEYSPACE [IF EXISTS] name WITH options
 * dropKeyspace  = DROP KEYSPACE [IF EXISTS] name
 * createTable   = CREATE TABLE [IF NOT EXISTS] table "(" (column | primaryKey),+ ")" [WITH tableOption {AND tableOption}]
 * column        = name type [STATIC] [PRIMARY KEY]
 * primaryKey    = PRIMARY KEY "(" ( name | "(" name,+ ")" ) {"," name} ")"
 * tableOption   = CLUSTERING ORDER BY "(" ordering,+ ")" | option
 * options       = option {AND option}
 * option        = name "=" expression
 * alterTable    = ALTER TABLE [IF EXISTS] table ( ADD [IF NOT EXISTS] columns | DROP [IF EXISTS] names
 *                 | RENAME [IF EXISTS] name TO name {AND name TO name} | WITH options )
 * dropTable     = DROP TABLE [IF EXISTS] table
 * createType    = CREATE TYPE [IF NOT EXISTS] table "(" (name type),+ ")"
 * alterType     = ALTER TYPE [IF EXISTS] table ( ADD [IF NOT EXISTS] name type
 *                 | RENAME [IF EXISTS] name TO name {AND name TO name} )
 * dropType      = DROP TYPE [IF EXISTS] table
 * createIndex   = CREATE [CUSTOM] INDEX [IF NOT EXISTS] [name] ON table
 *                 "(" ( name | (VALUES | KEYS | ENTRIES | FULL) "(" name ")" ) ")"
 *                 [USING string] [WITH OPTIONS "=" map]
 * dropIndex     = DROP INDEX [IF EXISTS] table
 * truncate      = TRUNCATE [TABLE] table
 * use           = USE name
 * describe      = (DESCRIBE | DESC) ( CLUSTER | [FULL] SCHEMA | KEYSPACES | TABLES | TYPES | FUNCTIONS | AGGREGATES
 *                 | [ONLY] KEYSPACE [name] | (TABLE | INDEX | TYPE | FUNCTION | AGGREGATE | MATERIALIZED VIEW) table
 *                 | table ) [WITH INTERNALS]
 *
 * table         = [name "."] name
 * type          = [name "."] name [ "<" (type | integer),+ ">" ]
 * name          = unreserved word (read in lower case) | '"' any text, with "" for a quote '"'
 * string        = "'" any text, with '' for a quote "'" | "$$" any text "$$"
 * integer       = digits          float = digits ["." digits] [e [+|-] digits]
 * blob          = "0x" hexadecimal digits          uuid = 8-4-4-4-12 hexadecimal digits
 * duration      = {digits unit} | "P" … as ISO 8601, its three forms, capitals
 * }</pre>
 *
 * Statements about roles, views, functions and triggers are recognised by their first words only and
 * refused later, by name.
 */
@NullMarked
package io.starlingdb.node.cql.parse;

import org.jspecify.annotations.NullMarked;
