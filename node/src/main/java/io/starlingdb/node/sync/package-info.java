/**
 * Anti-entropy on this node: keeps the sums of its rows, and exchanges with co-replicas. The trees and the exchange themselves are in {@code
 * io.starlingdb.antientropy}.
 *
 * <p>{@link io.starlingdb.node.sync.AntiEntropy} puts it together from {@link io.starlingdb.node.sync.SyncParts}. {@code RowSums} hears of every changed
 * row, {@code SumCount} counts what it does not know. {@code SyncScopes} says what is shared with whom; {@code ExchangeRun} does the steps of an
 * exchange, {@code EntryMend} carries rows, {@code EntryScans} reads them, {@code SyncService} answers. {@code Repair} is what an operator asked for,
 * {@code CorruptRows} fetches rows that cannot be read. {@code RepairedRows} counts what was
 * carried, {@code StateReport} tells how old what was compared is. {@link io.starlingdb.node.sync.SyncState} and {@link io.starlingdb.node.sync.SyncListener} tell of
 * it.
 *
 * <p>Settled time ({@link io.starlingdb.node.sync.SettlingPace}): {@code LowWater} promises this node's mark and says what
 * is closed, {@code Owned} where an owner stands, {@code SettleRound} asks all owners of a scope twice ({@code SettleAsk}, {@code SettleTold}),
 * {@code Settlement} puts it together, {@code OwnedScopes} knows all that this node owns, {@code SettledStore} saves {@code SettledRanges}, {@code
 * SettleTalk} has the messages. {@code Purge} drops what may go, {@code PurgePlaces} knows where; {@code RowExchange} fetches rows
 * that came too late to be joined. {@code ExchangeTerms} are how two nodes stand when an exchange begins.
 */
@NullMarked
package io.starlingdb.node.sync;

import org.jspecify.annotations.NullMarked;
