/**
 * Membership: who is in the cluster, whether they answer, and what they say about themselves.
 *
 * <p>Others see the {@link io.starlingdb.gossip.Membership}: {@link io.starlingdb.gossip.Member}s, each with a
 * {@link io.starlingdb.gossip.Liveness}, and a {@link io.starlingdb.gossip.MembershipListener} for changes and for each
 * {@link io.starlingdb.gossip.Conflict}. {@link io.starlingdb.gossip.Gossip} implements it on a messenger and a scheduler, as its
 * {@link io.starlingdb.gossip.GossipOptions} say.
 *
 * <p>Inside is {@link io.starlingdb.gossip.Swim}, the protocol without IO: it takes each {@link io.starlingdb.gossip.GossipMessage}
 * ({@link io.starlingdb.gossip.Ping}, {@link io.starlingdb.gossip.PingReq}, {@link io.starlingdb.gossip.Ack},
 * {@link io.starlingdb.gossip.Nack}, {@link io.starlingdb.gossip.News}, {@link io.starlingdb.gossip.PushPull},
 * {@link io.starlingdb.gossip.Compare}, {@link io.starlingdb.gossip.Part}, {@link io.starlingdb.gossip.JoinRefused}; codecs in {@link io.starlingdb.gossip.GossipMessages}), merges each
 * {@link io.starlingdb.gossip.MemberState} in it into the {@link io.starlingdb.gossip.MemberTable} of
 * {@link io.starlingdb.gossip.MemberEntry}s, with its {@link io.starlingdb.gossip.Facts}, and answers what concerns
 * {@link io.starlingdb.gossip.Self}. The {@link io.starlingdb.gossip.Prober} probes and the {@link io.starlingdb.gossip.ProbeRelays} help
 * others to; a {@link io.starlingdb.gossip.SuspicionTimer} runs for each suspect; {@link io.starlingdb.gossip.LocalHealth} slows a node that
 * doubts itself; {@link io.starlingdb.gossip.Contacts} exchanges full states, and compares views by {@link io.starlingdb.gossip.ViewSums}. The {@link io.starlingdb.gossip.Courier} puts messages
 * together, with news from the {@link io.starlingdb.gossip.NewsQueue}, and leaves them in the {@link io.starlingdb.gossip.Outbox}, where
 * the shell finds them.
 */
@NullMarked
package io.starlingdb.gossip;

import org.jspecify.annotations.NullMarked;
