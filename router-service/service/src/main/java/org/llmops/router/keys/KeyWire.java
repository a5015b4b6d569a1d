package org.llmops.router.keys;

import com.google.protobuf.ByteString;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import org.llmops.platform.identity.ApiKey;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.outbox.OutgoingEvent;
import org.llmops.router.changes.RouteTopic;
import org.llmops.router.v1.FindKeyResponse;
import org.llmops.router.v1.KeyChanged;
import org.llmops.router.v1.KeyIssued;
import org.llmops.router.v1.KeyRevoked;
import org.llmops.router.v1.RouteEvent;

/** Keys as messages. */
final class KeyWire {
    private KeyWire() {}

    static OutgoingEvent issued(Caller by, IssuedKey key) {
        KeyIssued issued = KeyIssued.newBuilder()
                .setPublicId(key.publicId())
                .setApp(key.app())
                .setIssuedBy(key.createdBy())
                .build();
        return RouteTopic.event(
                by.workspace(),
                "keys/" + key.publicId(),
                RouteEvent.newBuilder().setKeyIssued(issued).build());
    }

    static OutgoingEvent changed(Caller by, IssuedKey key, boolean rotated) {
        KeyChanged changed = KeyChanged.newBuilder()
                .setPublicId(key.publicId())
                .setChangedBy(by.subject())
                .setRotated(rotated)
                .build();
        return RouteTopic.event(
                by.workspace(),
                "keys/" + key.publicId(),
                RouteEvent.newBuilder().setKeyChanged(changed).build());
    }

    static OutgoingEvent revoked(Caller by, IssuedKey key) {
        KeyRevoked revoked = KeyRevoked.newBuilder()
                .setPublicId(key.publicId())
                .setRevokedBy(by.subject())
                .build();
        return RouteTopic.event(
                by.workspace(),
                "keys/" + key.publicId(),
                RouteEvent.newBuilder().setKeyRevoked(revoked).build());
    }

    static FindKeyResponse found(ApiKey key) {
        FindKeyResponse.Builder found = FindKeyResponse.newBuilder()
                .setSecretSha256(ByteString.copyFrom(key.secretSha256()))
                .setWorkspace(key.workspace().value())
                .setApp(key.app())
                .setRevoked(key.revoked());
        Instant expiresAt = key.expiresAt();
        if (expiresAt != null) {
            found.setExpiresAt(timestamp(expiresAt));
        }
        ApiKey.ReplacedSecret replaced = key.replaced();
        if (replaced != null) {
            found.setReplacedSha256(ByteString.copyFrom(replaced.sha256()))
                    .setReplacedUntil(timestamp(replaced.until()));
        }
        return found.build();
    }

    private static Timestamp timestamp(Instant at) {
        return Timestamp.newBuilder()
                .setSeconds(at.getEpochSecond())
                .setNanos(at.getNano())
                .build();
    }
}
