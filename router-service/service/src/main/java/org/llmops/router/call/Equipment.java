package org.llmops.router.call;

import jakarta.inject.Singleton;
import org.llmops.router.health.TargetHealth;
import org.llmops.router.providers.CredentialRotation;
import org.llmops.router.providers.ProviderCredentials;
import org.llmops.router.queue.TargetQueues;

/** Everything attempts are made with. */
@Singleton
record Equipment(
        ProviderClient client,
        CallSettings settings,
        CallMetrics metrics,
        TargetHealth health,
        TargetQueues queues,
        CredentialRotation rotation,
        ProviderCredentials credentials) {}
