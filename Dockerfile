# The three services, one target each: docker build --target enrollment .
FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS source
WORKDIR /source
COPY . .

FROM source AS build-enrollment
RUN dotnet publish services/Enrollment/Zkml.Enrollment.csproj -c Release -o /app -p:UseAppHost=false

FROM source AS build-prover
RUN dotnet publish services/Prover/Zkml.Prover.csproj -c Release -o /app -p:UseAppHost=false

FROM source AS build-attestation
RUN dotnet publish services/Attestation/Zkml.Attestation.csproj -c Release -o /app -p:UseAppHost=false

# No shell, no package manager, nothing but the runtime.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled AS runtime
WORKDIR /app
ENV ASPNETCORE_HTTP_PORTS=8080 DOTNET_EnableDiagnostics=0
EXPOSE 8080
USER 1654:1654

FROM runtime AS enrollment
COPY --from=build-enrollment /app .
ENTRYPOINT ["dotnet", "Zkml.Enrollment.dll"]

FROM runtime AS prover
COPY --from=build-prover /app .
ENTRYPOINT ["dotnet", "Zkml.Prover.dll"]

FROM runtime AS attestation
COPY --from=build-attestation /app .
ENTRYPOINT ["dotnet", "Zkml.Attestation.dll"]
