/** CQL: grammar, planning, execution, result shapes. */
@NullMarked
package io.starlingdb.node.cql;

import org.jspecify.annotations.NullMarked;
