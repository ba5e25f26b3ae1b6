/** Frames between nodes: readers and writers, codecs, versions, explicit message ids. */
@NullMarked
package io.starlingdb.wire;

import org.jspecify.annotations.NullMarked;
