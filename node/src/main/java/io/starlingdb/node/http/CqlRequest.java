package io.starlingdb.node.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.cql.CqlEngine;
import io.starlingdb.node.cql.value.BindVariable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /v1/cql}. It is read twice: what the parameters' types are is known only when the statement is
 * prepared, and the statement may stand behind them.
 */
final class CqlRequest {
    static final int DEFAULT_PAGE_SIZE = 5_000;
    private static final int PAGE_SIZE_MAX = 100_000;
    private static final int TIMEOUT_MS_MAX = 600_000;

    private final byte[] body;
    private @Nullable String statement;
    private @Nullable String keyspace;
    private @Nullable ConsistencyLevel consistency;
    private @Nullable ConsistencyLevel serialConsistency;
    private int pageSize = DEFAULT_PAGE_SIZE;
    private byte @Nullable [] page;
    private int timeoutMillis;

    private CqlRequest(byte[] body) {
        this.body = body;
    }

    /** Reads everything but the parameters. Fails with BAD_REQUEST. */
    static CqlRequest parse(byte[] body) {
        CqlRequest request = new CqlRequest(body);
        RequestJson.readObject(body, request::member);
        return request;
    }

    String statement() {
        if (statement == null) {
            throw StarlingException.badRequest("the body has no \"statement\"");
        }
        return statement;
    }

    @Nullable
    String keyspace() {
        return keyspace;
    }

    @Nullable
    ConsistencyLevel consistency() {
        return consistency;
    }

    @Nullable
    ConsistencyLevel serialConsistency() {
        return serialConsistency;
    }

    int pageSize() {
        return pageSize;
    }

    byte @Nullable [] page() {
        return page;
    }

    /** 0 if the client did not say. */
    int timeoutMillis() {
        return timeoutMillis;
    }

    /** The parameters' serialized values, in the order of the statement's markers. */
    List<byte @Nullable []> parameters(List<BindVariable> variables) {
        List<List<byte @Nullable []>> found = new ArrayList<>(1);
        RequestJson.readObject(body, (name, in) -> {
            if (name.equals("parameters") && in.currentToken() != JsonToken.VALUE_NULL) {
                found.add(readParameters(in, variables));
            } else {
                in.skipChildren();
            }
        });
        return found.isEmpty() ? List.of() : found.get(0);
    }

    private void member(String name, JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        switch (name) {
            case "statement" -> statement = RequestJson.string(name, in);
            case "keyspace" -> keyspace = RequestJson.string(name, in);
            case "consistency" -> consistency = RequestJson.level(name, in);
            case "serial_consistency" -> serialConsistency = RequestJson.level(name, in);
            case "page_size" -> pageSize = RequestJson.number(name, in, PAGE_SIZE_MAX);
            case "timeout_ms" -> timeoutMillis = RequestJson.number(name, in, TIMEOUT_MS_MAX);
            case "page" -> page = base64(RequestJson.string(name, in));
            case "parameters" -> {
                if (in.currentToken() != JsonToken.START_ARRAY && in.currentToken() != JsonToken.START_OBJECT) {
                    throw StarlingException.badRequest("\"parameters\" is an array, or an object by name");
                }
                in.skipChildren();
            }
            default -> throw StarlingException.badRequest("unknown member \"" + name + "\"");
        }
    }

    private static List<byte @Nullable []> readParameters(JsonParser in, List<BindVariable> variables)
            throws IOException {
        if (in.currentToken() == JsonToken.START_OBJECT) {
            return byName(in, variables);
        }
        List<byte @Nullable []> values = new ArrayList<>(variables.size());
        while (in.nextToken() != JsonToken.END_ARRAY) {
            if (values.size() == variables.size()) {
                throw StarlingException.invalid(
                        "the statement has " + variables.size() + " markers, and there are more parameters");
            }
            values.add(value(variables.get(values.size()), in));
        }
        return values;
    }

    private static List<byte @Nullable []> byName(JsonParser in, List<BindVariable> variables) throws IOException {
        Map<String, byte @Nullable []> values = new HashMap<>();
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            BindVariable variable = variables.stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> StarlingException.invalid("the statement has no marker named '" + name + "'"));
            in.nextToken();
            values.put(name, value(variable, in));
        }
        return CqlEngine.byName(variables, values);
    }

    private static byte @Nullable [] value(BindVariable variable, JsonParser in) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        try {
            return variable.type().readJson(in);
        } catch (StarlingException e) {
            throw new StarlingException(e.code(), "parameter '" + variable.name() + "': " + e.text());
        }
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw StarlingException.badRequest("\"page\" is not one that an answer gave");
        }
    }
}
