package org.llmops.eval.ingest;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.eval.payloads.SplitPayload.Block;

/** Writes the blocks of calls that are not stored yet, and prolongs the life of those that are. */
@ApplicationScoped
class BlockWriter {
    Uni<Void> write(Mutiny.Session session, List<ReceivedCall> calls) {
        List<NeededBlock> needed = needed(calls);
        return needed.isEmpty()
                ? Uni.createFrom().voidItem()
                : stored(session, needed)
                        .chain(stored -> insert(
                                session,
                                needed.stream()
                                        .filter(block -> !stored.contains(block.key()))
                                        .toList()));
    }

    /** Each block once, with the latest day that it is needed. */
    private static List<NeededBlock> needed(List<ReceivedCall> calls) {
        Map<BlockKey, NeededBlock> needed = new LinkedHashMap<>();
        for (ReceivedCall call : calls) {
            Stream.concat(call.request().blocks().stream(), call.response().blocks().stream())
                    .map(block -> NeededBlock.of(call, block))
                    .forEach(block -> needed.merge(block.key(), block, NeededBlock::later));
        }
        return List.copyOf(needed.values());
    }

    /**
     * Blocks that will be there as long as they are needed. They are most of a conversation: that their bodies are not
     * sent, nor their rows locked, is what makes long histories cheap. Lateral, and with a limit, it looks each one up in
     * the index; a join would rather read the whole table as long as that is small, once for every batch.
     */
    private static Uni<Set<BlockKey>> stored(Mutiny.Session session, List<NeededBlock> needed) {
        return session.createNativeQuery("""
                        select needed.workspace, needed.sha256
                        from unnest(cast(:workspaces as text[]), cast(:hashes as text[]), cast(:days as text[]))
                            as needed (workspace, sha256, day)
                        cross join lateral (
                            select from payload_block stored
                            where stored.workspace = needed.workspace
                                and stored.sha256 = decode(needed.sha256, 'hex')
                                and stored.last_used >= cast(needed.day as date)
                            limit 1
                        ) as found
                        """, Object[].class)
                .setParameter("workspaces", column(needed, NeededBlock::workspace))
                .setParameter("hashes", column(needed, NeededBlock::hash))
                .setParameter("days", column(needed, block -> block.day().toString()))
                .getResultList()
                .map(rows -> rows.stream()
                        .map(row -> new BlockKey((String) row[0], (String) row[1]))
                        .collect(Collectors.toSet()));
    }

    /** In the order of the key, so that two batches with the same blocks cannot wait for each other. */
    private static Uni<Void> insert(Mutiny.Session session, List<NeededBlock> blocks) {
        if (blocks.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery("""
                        insert into payload_block (workspace, sha256, body, last_used)
                        select workspace, decode(sha256, 'hex'), decode(body, 'base64'), cast(day as date)
                        from unnest(
                            cast(:workspaces as text[]), cast(:hashes as text[]),
                            cast(:bodies as text[]), cast(:days as text[])
                        ) as needed (workspace, sha256, body, day)
                        order by workspace, sha256
                        on conflict (workspace, sha256) do update set last_used = excluded.last_used
                        where payload_block.last_used < excluded.last_used
                        """)
                .setParameter("workspaces", column(blocks, NeededBlock::workspace))
                .setParameter("hashes", column(blocks, NeededBlock::hash))
                .setParameter("bodies", column(blocks, NeededBlock::body))
                .setParameter("days", column(blocks, block -> block.day().toString()))
                .executeUpdate()
                .replaceWithVoid();
    }

    private static String[] column(List<NeededBlock> blocks, Function<NeededBlock, String> text) {
        return blocks.stream().map(text).toArray(String[]::new);
    }

    private record BlockKey(String workspace, String hash) {}

    private record NeededBlock(String workspace, Block block, LocalDate day) {
        static NeededBlock of(ReceivedCall call, Block block) {
            return new NeededBlock(call.workspace().value(), block, call.day());
        }

        BlockKey key() {
            return new BlockKey(workspace, hash());
        }

        String hash() {
            return block.hash().hex();
        }

        /** Arrays go as text, and are decoded by the database: not every element type can be bound as an array. */
        String body() {
            return Base64.getEncoder().encodeToString(block.body());
        }

        NeededBlock later(NeededBlock other) {
            return other.day.isAfter(day) ? other : this;
        }
    }
}
