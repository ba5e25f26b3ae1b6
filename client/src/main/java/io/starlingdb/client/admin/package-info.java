/** The operator's commands. */
@NullMarked
package io.starlingdb.client.admin;

import org.jspecify.annotations.NullMarked;
