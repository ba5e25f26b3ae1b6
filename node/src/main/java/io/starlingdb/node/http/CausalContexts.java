package io.starlingdb.node.http;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.version.CausalContext;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Causal contexts as text, bound to their row and sealed under the cluster's secret. */
final class CausalContexts {
    private final Supplier<byte[]> secret;

    CausalContexts(Supplier<byte[]> secret) {
        this.secret = secret;
    }

    /** The context that the client sent for this row; null if it sent none. Fails with BAD_CONTEXT. */
    @Nullable
    CausalContext received(HttpServerRequest request, RowTarget target) {
        String text = request.getHeader(Answer.CONTEXT_HEADER);
        if (text == null) {
            return null;
        }
        if (!target.isRow()) {
            throw new StarlingException(
                    ErrorCode.BAD_CONTEXT, "A causal context belongs to one row, and the path names several");
        }
        return CausalContext.decode(text, target.contextBinding(), secret.get());
    }

    /** The text to send for this row. */
    String text(CausalContext context, RowTarget target) {
        return context.encode(target.contextBinding(), secret.get());
    }
}
