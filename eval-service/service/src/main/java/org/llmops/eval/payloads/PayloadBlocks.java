package org.llmops.eval.payloads;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.WorkspaceId;

/** The stored blocks of every workspace; no query here omits the workspace. */
@ApplicationScoped
public class PayloadBlocks {
    /** Reads all blocks of some payloads at once, and tells how to find their bodies. */
    public Uni<Function<BlockHash, byte[]>> bodies(
            Mutiny.Session session, WorkspaceId workspace, PayloadPlan... plans) {
        String[] hashes = Stream.of(plans)
                .flatMap(plan -> plan.blocks().stream())
                .map(BlockHash::hex)
                .distinct()
                .toArray(String[]::new);
        return session.createNativeQuery("""
                        select sha256, body from payload_block
                        where workspace = :workspace
                            and sha256 in (select decode(hex, 'hex') from unnest(cast(:hashes as text[])) as hex)
                        """, Object[].class)
                .setParameter("workspace", workspace.value())
                .setParameter("hashes", hashes)
                .getResultList()
                .map(PayloadBlocks::lookup);
    }

    private static Function<BlockHash, byte[]> lookup(List<Object[]> rows) {
        Map<BlockHash, byte[]> bodies = rows.stream()
                .collect(Collectors.toMap(
                        row -> new BlockHash(HexFormat.of().formatHex((byte[]) row[0])), row -> (byte[]) row[1]));
        return hash -> {
            byte[] body = bodies.get(hash);
            if (body == null) {
                throw new IllegalStateException("Block " + hash.hex() + " is gone before the call that needs it");
            }
            return body;
        };
    }
}
