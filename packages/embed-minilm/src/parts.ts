/** SHA-256 of each part of the weights, as `local-llm-manifest` writes them: the same as in manifest.json. */
export const parts = {
  bytes: 4_194_304,
  sha256: [
    '5bdd8f91c29c61767b74cf5e01462df356cacdbcda7210c100a1834c0f3a2a14',
    'cda2cd292af858836fef3efb553744c09bd3edd5a3c420ca426936a0b7eb613c',
    'b8dfd55328701b43fe682bbf9abb031bde9c2dd48a77df73e088cf8ac6a855b1',
    '0cd0abea1a074d1ae655a7214d07a4fd2ba557f95ceb0b11c62f517ca42bde64',
    'abbbcb8000bb0bd1ea4eaf655fa0745c2403bd668b263c36339151a2d5c02115',
    '2e65504be6f3d2cb7d61b36e036c1c4a3a2cd86d84bc497ff85175b80c6b604a',
    '3b88a755d94791c0f949d3730fae8f2cc089f7c57007b7df0bd0b848df6fd720',
  ],
} as const;
