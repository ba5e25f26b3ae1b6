/** The client over HTTP/JSON. */
@NullMarked
package io.starlingdb.client.http;

import org.jspecify.annotations.NullMarked;
