package org.llmops.platform.identity;

import io.grpc.Metadata;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;

/** Names the workspace a request acts in: an HTTP header, and the same name in gRPC metadata. */
public final class WorkspaceHeader {
    public static final String NAME = "X-Workspace";

    private static final Metadata.Key<String> KEY = Metadata.Key.of(NAME, Metadata.ASCII_STRING_MARSHALLER);

    private WorkspaceHeader() {}

    /** The same stub, acting in this workspace. */
    public static <S extends AbstractStub<S>> S on(S stub, WorkspaceId workspace) {
        Metadata headers = new Metadata();
        headers.put(KEY, workspace.value());
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }
}
