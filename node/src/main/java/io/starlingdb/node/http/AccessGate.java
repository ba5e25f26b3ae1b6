package io.starlingdb.node.http;

import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.security.Authenticator;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Asks for a name and a password (HTTP Basic, RFC 7617) in front of everything but {@code /health}. Loop only. */
final class AccessGate implements Handler<RoutingContext> {
    private static final String USER = "starling.user";
    private static final String SCHEME = "Basic ";

    private final Authenticator authenticator;

    AccessGate(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** Who sent the request: the user if one was asked for, and the address. */
    static String actor(RoutingContext context) {
        String user = context.get(USER);
        String address = String.valueOf(context.request().remoteAddress().hostAddress());
        return user == null ? address : user + "@" + address;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = request.path();
        if (!authenticator.asks() || (path != null && path.startsWith("/health/"))) {
            context.next();
            return;
        }
        String[] credentials = credentials(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (credentials == null) {
            refuse(context, "This cluster asks for a name and a password (HTTP Basic)");
            return;
        }
        CompletableFuture<Boolean> check =
                authenticator.check(credentials[0], credentials[1]).toCompletableFuture();
        boolean waits = !check.isDone();
        if (waits) {
            request.pause();
        }
        CompletableFuture<Boolean> unused = check.whenComplete((good, failure) -> {
            if (failure == null && good) {
                context.put(USER, credentials[0]);
                context.next();
            } else {
                refuse(context, "The name or the password is wrong");
            }
            if (waits) {
                request.resume(); // whoever wants the body has said so by now
            }
        });
    }

    private static void refuse(RoutingContext context, String why) {
        context.response().putHeader("WWW-Authenticate", "Basic realm=\"starlingdb\", charset=\"UTF-8\"");
        context.fail(new StarlingException(ErrorCode.UNAUTHORIZED, why));
    }

    /** User and password; null if there are none. */
    private static String @Nullable [] credentials(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        try {
            byte[] plain =
                    Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            String[] parts = new String(plain, StandardCharsets.UTF_8).split(":", 2);
            return parts.length == 2 ? parts : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
