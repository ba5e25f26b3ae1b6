package io.starlingdb.node.admin;

import com.fasterxml.jackson.databind.JsonNode;
import io.starlingdb.client.StarlingException;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.RecordMember;
import java.util.ArrayList;
import java.util.List;

/** Finds the member that an operator names: by its id, or the first part of it, or its address with or without the port. */
final class NamedMember {
    private NamedMember() {}

    /** All that {@code nodes} names, or the one that {@code node} does; each is found as by {@link #find}. */
    static List<RecordMember> findAll(ClusterRecord record, JsonNode parameters) {
        List<RecordMember> found = new ArrayList<>();
        parameters.path("nodes").forEach(name -> found.add(find(record, name.asText(""))));
        if (found.isEmpty()) {
            found.add(find(record, parameters));
        }
        return found.stream().distinct().toList();
    }

    /** @throws StarlingException BAD_REQUEST if no name is given, or several are meant; NOT_FOUND if none is */
    static RecordMember find(ClusterRecord record, JsonNode parameters) {
        return find(record, parameters.path("node").asText(""));
    }

    private static RecordMember find(ClusterRecord record, String name) {
        if (name.isEmpty()) {
            throw StarlingException.badRequest("Say which node: 'node' is its id or its address");
        }
        List<RecordMember> meant = record.members().stream()
                .filter(member -> member.id().toString().startsWith(name)
                        || member.endpoint().toString().equals(name)
                        || member.endpoint().host().equals(name))
                .toList();
        if (meant.size() > 1) {
            throw StarlingException.badRequest(
                    "'" + name + "' may be any of " + meant.size() + " nodes: use the id that 'starling status' shows");
        }
        if (meant.isEmpty()) {
            throw StarlingException.notFound("No member is called '" + name + "'");
        }
        return meant.get(0);
    }
}
