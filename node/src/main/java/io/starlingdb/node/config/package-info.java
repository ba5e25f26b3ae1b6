/**
 * How a node is configured.
 *
 * <p>{@link io.starlingdb.node.config.ConfigKeys} lists every key once, with its kind of value, its default and what it is
 * for; {@link io.starlingdb.node.config.ConfigLoader} lays the sources over one another (defaults, then the YAML file, then
 * the environment, then {@code --set}) and refuses what it does not know;
 * {@link io.starlingdb.node.config.NodeConfig} is the typed, checked, immutable result, which keeps each
 * {@link io.starlingdb.node.config.Setting} as it was written. Every refusal is a
 * {@link io.starlingdb.node.config.ConfigException}, whose message names the key and the mend.
 */
@NullMarked
package io.starlingdb.node.config;

import org.jspecify.annotations.NullMarked;
