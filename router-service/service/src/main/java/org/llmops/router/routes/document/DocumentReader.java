package org.llmops.router.routes.document;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.router.cache.CachePolicy;

/** Reads the outermost members of a document. */
final class DocumentReader {
    private static final List<String> TREE = List.of("format", "route", "cache", "description");
    private static final List<String> SIMPLE = List.of("targets", "cache", "description");
    private static final int MAX_EMBEDDING_NAME = 300;

    private final Faults faults = new Faults();
    private final Part document;

    DocumentReader(ObjectNode json) {
        this.document = new Part(json, "", faults);
    }

    RouteDocument read() {
        CachePolicy cache = document.has("cache")
                ? document.object("cache").map(DocumentReader::cache).orElse(null)
                : null;
        String description = document.optionalText("description", Bounds.DESCRIPTION);
        RouteDocument read = document.has("route") ? tree(cache, description) : simple(cache, description);
        faults.failIfAny();
        return read;
    }

    private RouteDocument tree(@Nullable CachePolicy cache, @Nullable String description) {
        document.allow(TREE);
        document.whole("format", 1, 1, 1);
        Node root = document.object("route")
                .map(part -> new NodeReader(faults).read(part, 1))
                .orElse(NodeReader.BROKEN);
        return RouteDocument.of(root, cache, description);
    }

    private RouteDocument simple(@Nullable CachePolicy cache, @Nullable String description) {
        document.allow(SIMPLE);
        List<RouteTarget> targets = new ArrayList<>();
        for (Part part : document.objects("targets", 1, Bounds.CHILDREN)) {
            targets.add(TargetReader.read(part));
        }
        NodeReader.refuseTwins(targets, i -> "targets[" + i + "]", faults);
        return RouteDocument.simple(targets, cache, description);
    }

    private static @Nullable CachePolicy cache(Part part) {
        part.allow(List.of("ttl_seconds", "semantic"));
        if (!part.has("ttl_seconds")) {
            part.faults().at(part.pathOf("ttl_seconds"), "must be given: how long an answer may be given again");
        }
        long seconds = part.whole("ttl_seconds", 1, CachePolicy.MAX_TIME_TO_LIVE.toSeconds(), 1);
        CachePolicy.Semantic semantic = part.has("semantic")
                ? part.object("semantic").map(DocumentReader::semantic).orElse(null)
                : null;
        return new CachePolicy(Duration.ofSeconds(seconds), semantic);
    }

    private static CachePolicy.Semantic semantic(Part part) {
        part.allow(List.of("threshold", "embedding", "sample_percent"));
        return new CachePolicy.Semantic(
                part.number("threshold", CachePolicy.Semantic.MIN_THRESHOLD, 1, CachePolicy.Semantic.DEFAULT_THRESHOLD),
                embedding(part),
                part.number("sample_percent", 0, 100, 0));
    }

    private static @Nullable String embedding(Part part) {
        String name = part.optionalText("embedding", MAX_EMBEDDING_NAME);
        return name == null || name.isEmpty() ? null : name;
    }
}
