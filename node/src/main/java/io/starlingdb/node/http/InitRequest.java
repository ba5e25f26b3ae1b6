package io.starlingdb.node.http;

import io.starlingdb.client.StarlingException;
import io.vertx.core.buffer.Buffer;

/** The body of {@code POST /v1/init}: nothing, {@code {}}, or {@code {"single": true}}. */
final class InitRequest {
    private InitRequest() {}

    /** Whether a cluster of this node alone is to be founded. */
    static boolean isSingle(Buffer body) {
        if (body.length() == 0) {
            return false;
        }
        boolean[] single = {false};
        RequestJson.readObject(body.getBytes(), (name, in) -> {
            if (!name.equals("single")) {
                throw StarlingException.badRequest("unknown member \"" + name + "\"");
            }
            single[0] = RequestJson.flag(name, in);
        });
        return single[0];
    }
}
