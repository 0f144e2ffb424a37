/** Goes with the weights, as their licence asks. */
export const VGG16_NOTICE = `VGG16 convolution weights, trained on ImageNet
Karen Simonyan and Andrew Zisserman, Visual Geometry Group, University of Oxford:
"Very Deep Convolutional Networks for Large-Scale Image Recognition", https://arxiv.org/abs/1409.1556
Source: https://www.robots.ox.ac.uk/~vgg/research/very_deep/
Licence: Creative Commons Attribution 4.0 (CC BY 4.0), https://creativecommons.org/licenses/by/4.0/
Changes: converted from Caffe to Keras (kernels as height, width, in, out; channels as RGB) by F. Chollet,
https://github.com/fchollet/deep-learning-models; here written as plain float32, values unchanged.
`;
