/**
 * The HTTP/JSON edge on Vert.x. All of it runs on the node's loop.
 *
 * <p>{@link io.starlingdb.node.http.HttpEdge} serves {@link io.starlingdb.node.http.HttpParts} within
 * {@link io.starlingdb.node.http.HttpOptions}; {@code ConnectionLimit}, {@code Admission} and {@code ClientGate} decide who
 * comes in, and {@code Routes} says who answers. {@code RowsResource} takes the rows' paths: {@code RowPath} splits and
 * decodes ({@code PercentDecoder}), {@code RowTarget} finds table and keys ({@code KeyText}), {@code RowParameters} reads the
 * query ({@code QueryString}, {@code LevelName}) and {@code RequestLevels} makes it the coordinator's options.
 *
 * <p>A GET goes on in {@code RowReads}, with {@code RowSlice} and {@code PageToken} for pages and {@code RowJson} for the
 * answer. A write has its body collected by {@code BodyReader}, read by {@code RowBody} ({@code RequestJson}), made a mutation
 * by {@code RowMutations} and sent by {@code RowWrites}, through {@code IdempotentWrites} if it has a {@code WriteName}.
 * {@code CausalContexts} seals and opens contexts.
 *
 * <p>{@code CqlResource} runs a {@code CqlRequest}; {@code KeyspacesResource} shows the schema; {@code InitRequest} and the
 * classes of {@code admin} serve operators; {@code OpenApi} is the description of it all. {@code Responder} sends each
 * {@code Answer} or {@code Problem}, rendered by {@code JsonOutput}.
 */
@NullMarked
package io.starlingdb.node.http;

import org.jspecify.annotations.NullMarked;
