package io.starlingdb.node.record;

import io.starlingdb.kernel.Endpoint;
import io.starlingdb.kernel.Lane;
import io.starlingdb.node.record.RecordMessage.Fetch;
import io.starlingdb.node.record.RecordMessage.Update;
import io.starlingdb.node.ring.ClusterRecord;
import io.starlingdb.node.ring.RecordMember;
import io.starlingdb.wire.Inbound;
import io.starlingdb.wire.Messenger;
import java.util.LinkedHashSet;
import java.util.Set;

/** Tells chosen records to those who should know them, and takes them from others. */
final class RecordSpread {
    private final Messenger messenger;
    private final NewestRecord newest;
    private final RecordAddresses addresses;

    RecordSpread(Messenger messenger, NewestRecord newest, RecordAddresses addresses) {
        this.messenger = messenger;
        this.newest = newest;
        this.addresses = addresses;
    }

    /** An attempt of this node had the record chosen: tells all its members, and those that it no longer has. */
    void chosen(ClusterRecord record) {
        Set<Endpoint> members = new LinkedHashSet<>();
        for (RecordMember member : record.members()) {
            members.add(addresses.of(member));
        }
        for (RecordMember member : newest.current().members()) {
            members.add(addresses.of(member));
        }
        members.remove(messenger.self());
        newest.learn(record, messenger.self());
        members.forEach(member -> messenger.tell(member, Lane.REQUEST, new Update(record)));
    }

    void fetch(Inbound<Fetch> in) {
        in.reply(new Update(newest.current()));
    }

    void update(Inbound<Update> in) {
        newest.learn(in.message().record(), in.from());
    }
}
