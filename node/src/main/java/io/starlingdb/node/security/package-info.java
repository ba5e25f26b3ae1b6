/**
 * Who may come in. {@link io.starlingdb.node.security.Authenticator} is what the ports ask: everybody may, or {@link
 * io.starlingdb.node.security.UsersFile} decides, which knows users and hashes of their passwords from a file ({@code UserList}).
 */
@NullMarked
package io.starlingdb.node.security;

import org.jspecify.annotations.NullMarked;
