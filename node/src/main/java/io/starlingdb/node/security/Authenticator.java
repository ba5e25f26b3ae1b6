package io.starlingdb.node.security;

import java.util.concurrent.CompletionStage;

/** Says who may come in. Called on the loop; must not block. */
public interface Authenticator {

    /** Everybody may, and nobody is asked; a client that brings credentials is let in all the same. */
    Authenticator OPEN = new Authenticator() {
        @Override
        public boolean asks() {
            return false;
        }

        @Override
        public CompletionStage<Boolean> check(String user, String password) {
            return java.util.concurrent.CompletableFuture.completedFuture(true);
        }
    };

    /** Whether clients must bring a name and a password. */
    boolean asks();

    /** Whether this is the user's password; completes on the loop. */
    CompletionStage<Boolean> check(String user, String password);
}
