/** Keyspaces, tables and types. */
@NullMarked
package io.starlingdb.node.schema;

import org.jspecify.annotations.NullMarked;
