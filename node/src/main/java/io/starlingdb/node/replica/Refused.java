package io.starlingdb.node.replica;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.wire.Message;

/**
 * The replica has not done what it was asked, and will not.
 *
 * @param code why
 * @param text the same for people
 * @param epoch the epoch that the replica knows: the asker catches up with a newer one
 */
public record Refused(ErrorCode code, String text, long epoch) implements Message {
    static Refused because(Throwable failure, long epoch) {
        if (failure instanceof StarlingException known) {
            return new Refused(known.code(), known.text(), epoch);
        }
        return new Refused(ErrorCode.SERVER_ERROR, String.valueOf(failure), epoch);
    }

    /** The refusal as the error that it was. */
    public StarlingException toException() {
        return new StarlingException(code, text);
    }
}
