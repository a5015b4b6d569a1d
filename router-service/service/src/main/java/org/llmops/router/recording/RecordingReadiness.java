package org.llmops.router.recording;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Says whether calls can be recorded; without Kafka they can, until the spool is full. */
@Readiness
@ApplicationScoped
class RecordingReadiness implements HealthCheck {
    private final CallRecording recording;

    RecordingReadiness(CallRecording recording) {
        this.recording = recording;
    }

    @Override
    public HealthCheckResponse call() {
        CallRecorder recorder = recording.recorder();
        return HealthCheckResponse.named("call recording")
                .status(recorder.accepting())
                .withData("kafka", recorder.brokerAnswers() ? "answers" : "away: records wait on disk")
                .withData("spool", recorder.full() ? "full: new calls are refused" : "has room")
                .withData("answered", recorder.counts().answered())
                .withData("recorded", recorder.counts().recorded())
                .withData("spooled", recorder.spooled())
                .withData("in_memory", recorder.inMemory())
                .withData("lost", recorder.counts().lost())
                .build();
    }
}
