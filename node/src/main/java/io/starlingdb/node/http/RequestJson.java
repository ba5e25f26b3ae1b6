package io.starlingdb.node.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.starlingdb.client.ConsistencyLevel;
import io.starlingdb.client.ErrorCode;
import io.starlingdb.client.StarlingException;
import java.io.IOException;
import java.util.Map;

/** Reads JSON objects of requests token by token; what is broken is a BAD_REQUEST with its line and column. */
final class RequestJson {
    /** Names of members are data here (a map's keys): they are not interned, and colliding ones are no reason to fail. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .build();

    /** Takes one member; the parser stands at its value's first token, and is to be left at its last. */
    @FunctionalInterface
    interface Member {
        void read(String name, JsonParser in) throws IOException;
    }

    private RequestJson() {}

    /** Reads a body that is one JSON object and nothing else. */
    static void readObject(byte[] body, Member member) {
        try (JsonParser in = JSON.createParser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw StarlingException.badRequest("the body is to be a JSON object");
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                in.nextToken();
                member.read(name, in);
            }
            if (in.nextToken() != null) {
                throw StarlingException.badRequest("the body goes on behind its JSON object");
            }
        } catch (JsonProcessingException e) {
            throw broken(e);
        } catch (IOException e) {
            throw StarlingException.badRequest("the body is not JSON: " + e.getMessage());
        }
    }

    /** A small body as a tree: an object; an empty one where there is no body. */
    static ObjectNode tree(ObjectMapper mapper, byte[] body) {
        ObjectNode tree = mapper.createObjectNode();
        if (body.length > 0) {
            readObject(body, (name, in) -> tree.set(name, mapper.readTree(in)));
        }
        return tree;
    }

    static String string(String name, JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            throw StarlingException.badRequest("\"" + name + "\" is a string");
        }
        return in.getText();
    }

    /** A whole number from 1 to {@code max}. */
    static int number(String name, JsonParser in, int max) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NUMBER_INT
                && in.getNumberType() == JsonParser.NumberType.INT
                && in.getIntValue() >= 1
                && in.getIntValue() <= max) {
            return in.getIntValue();
        }
        throw StarlingException.badRequest("\"" + name + "\" is a whole number from 1 to " + max);
    }

    static boolean flag(String name, JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_TRUE && in.currentToken() != JsonToken.VALUE_FALSE) {
            throw StarlingException.badRequest("\"" + name + "\" is true or false");
        }
        return in.getBooleanValue();
    }

    static ConsistencyLevel level(String name, JsonParser in) throws IOException {
        return LevelName.parse(string(name, in));
    }

    private static StarlingException broken(JsonProcessingException e) {
        JsonLocation place = e.getLocation();
        String sentence = "the body is not JSON: " + e.getOriginalMessage();
        return place == null
                ? StarlingException.badRequest(sentence)
                : new StarlingException(
                        ErrorCode.BAD_REQUEST,
                        sentence,
                        Map.of("line", place.getLineNr(), "column", place.getColumnNr()));
    }
}
