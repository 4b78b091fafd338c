// n8n loads the paths in package.json's "n8n" field; this is for those who require the package.
module.exports = {
	...require('./dist/nodes/StableDiffusion/StableDiffusion.node.js'),
	...require('./dist/nodes/StableDiffusion/StableDiffusionTrigger.node.js'),
	...require('./dist/credentials/StableDiffusionApi.credentials.js'),
};
